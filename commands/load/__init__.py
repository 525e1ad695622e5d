"""`registro load`: many requests at the same time, by a driver of ours or by JMeter, and a report of how they fared."""
