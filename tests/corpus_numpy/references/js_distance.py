"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

lat1 = 0.9
lon1 = 0.2
lat2 = 0.8
lon2 = 0.5
a = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
loss = 2 * 6371 * np.arctan2(np.sqrt(a), np.sqrt(1 - a))
