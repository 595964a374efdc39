"""Tables published in the literature on table verification, restated as DMN, and what their sources report of them."""
