"""Reports: one HTML file with charts, tables and a verdict, which needs nothing else to be read.

A command describes its report (`document`) with numbers that it has summed up (`percentiles`); `page` makes the file.
"""
