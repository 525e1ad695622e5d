"""`registro enroll`: enrolls the students of a file by batches, and writes down what became of each row."""
