"""DMN exchange: decision tables of DMN 1.3 to 1.5 XML become a guideline, and a guideline becomes DMN 1.5 XML."""
