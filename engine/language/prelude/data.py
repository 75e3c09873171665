"""``torch.utils.data``: batches of what a data set holds. They are data, so no gradient goes through their making."""

TEXT = """
class Dataset:
    pass

class TensorDataset(Dataset):
    def __init__(self, *tensors):
        self.tensors = tensors
    def __getitem__(self, index):
        return tuple([tensor[index] for tensor in self.tensors])
    def __len__(self):
        return len(self.tensors[0])

class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset, self.indices = dataset, indices
    def __getitem__(self, index):
        return self.dataset[self.indices[index]]
    def __len__(self):
        return len(self.indices)

def random_split(dataset, lengths, generator=None):
    order = randperm(len(dataset)).tolist()
    sizes = [int(size * len(dataset)) if 0 < size < 1 else size for size in lengths]
    parts, start = [], 0
    for size in sizes:
        parts.append(Subset(dataset, order[start:start + size]))
        start = start + size
    return parts

def default_collate(items):
    first = items[0]
    if isinstance(first, dict):
        return {key: default_collate([item[key] for item in items]) for key in first}
    if isinstance(first, (tuple, list)):
        return [default_collate([item[i] for item in items]) for i in range(len(first))]
    if isinstance(first, str):
        return items
    return stack(items) if is_tensor(first) else tensor(items)

class DataLoader:
    def __init__(
        self, dataset, batch_size=1, shuffle=False, sampler=None, num_workers=0, collate_fn=None, drop_last=False,
        persistent_workers=False,
    ):
        self.dataset, self.batch_size, self.shuffle = dataset, batch_size, shuffle
        self.collate, self.drop_last = collate_fn or default_collate, drop_last
    def __len__(self):
        count = len(self.dataset)
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)
    def __iter__(self):
        with no_grad():
            count = len(self.dataset)
            order = randperm(count).tolist() if self.shuffle else list(range(count))
            batches = []
            for start in range(0, count, self.batch_size):
                places = order[start:start + self.batch_size]
                if len(places) == self.batch_size or not self.drop_last:
                    batches.append(self.collate([self.dataset[i] for i in places]))
            return iter(batches)
"""
