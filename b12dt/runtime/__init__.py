"""What an embedded evaluator needs: facts in, advice out. Standard library only, so that it loads in milliseconds."""
