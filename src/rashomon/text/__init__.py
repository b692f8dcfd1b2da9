"""What a text is made of before anything is extracted: paragraphs, quotations, sentences, turns of an interview."""
