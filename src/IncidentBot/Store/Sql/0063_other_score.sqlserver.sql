-- The scores of the other change that it was, at the declaration and at the end; null: it is not on record, or was answered before.
ALTER TABLE change_answer ADD other_declared INT NULL;
ALTER TABLE change_answer ADD other_end INT NULL;
