-- How much all files take together is asked often, and must not lead through their contents.
CREATE INDEX ix_file_content_size ON file_content (size);
