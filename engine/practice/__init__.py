"""Exercises: hide numbers of a program's walk, judge what the learner answers, name the mistake, give hints."""
