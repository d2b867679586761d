"""A draft against the reports: what they support, contradict or do not say."""
