-- The scores of the other change that it was, at the declaration and at the end; null: it is not on record, or was answered before.
ALTER TABLE change_answer ADD COLUMN other_declared INTEGER NULL;
ALTER TABLE change_answer ADD COLUMN other_end INTEGER NULL;
