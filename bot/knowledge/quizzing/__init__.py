"""Quiz questions: who and what may be asked about (`subjects`), and the questions made of it (`questions`)."""
