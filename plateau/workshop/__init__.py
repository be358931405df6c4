"""The live session (werksessie): vote hidden, reveal, discuss, agree; on a beamer and on phones."""
