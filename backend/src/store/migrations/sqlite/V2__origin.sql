-- From where a document was changed: by a page or the API, and the address.
ALTER TABLE changes ADD COLUMN origin TEXT;

-- The audit trail is read newest first, between the many entries of facts.
CREATE INDEX changes_of_documents ON changes (seq) WHERE kind IS NOT NULL;
