"""Cohorts: the advice for every row of a table, as fast as memory goes, with the answers and reasons of one patient.

Each fact's values fall into atoms, which are numbered; a decision table is then a table in memory, indexed by the atoms
of its columns, that holds the rules that fire and what they state. Needs the packages of the extra `cohort`.
"""
