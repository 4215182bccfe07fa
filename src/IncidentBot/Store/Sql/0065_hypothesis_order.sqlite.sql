-- In which order people put all hypotheses when they moved this one last; the highest hand_rank counts.
ALTER TABLE hypothesis ADD hand_order TEXT NULL;
