"""One line for each way of calling a function on arrays: the text, then its leaves with their sizes."""

TENSORS = """
x.sum() | x 2 3
x.sum(1) | x 2 3
x.sum(dim=[0, 1]) | x 2 3
x.mean(0, True) | x 2 3
x.mean(dim=(0, 2), keepdim=True) | x 2 2 3
x.max() | x 2 3
x.min() | x 2 3
x.max(1).values | x 2 3
x.max(dim=1, keepdim=True)[0] | x 2 3
x.min(0).values | x 2 3
x.amax((0, 1)) | x 2 3
x.argmax(1) * x.sum(1) | x 2 3
x.var() | x 5
x.var(unbiased=False) | x 5
x.var(0, correction=0) | x 3 2
x.std(dim=1, unbiased=False, keepdim=True) | x 2 3
x.std() | x 4
torch.var(x, dim=(0, 1), correction=2) | x 2 3
x.prod() | x 2 3
x.prod(dim=0, keepdim=True) | x 2 3
x.norm() | x 2 3
x.norm(p=1) | x 2 3
x.norm(p=3) | x 4
x.norm(2, dim=1) | x 2 3
x.norm(dim=1, keepdim=True) | x 2 3
torch.norm(x, float('inf')) | x 4
torch.linalg.norm(x) | x 2 3
torch.linalg.norm(x, 1) | x 2 3
torch.linalg.norm(x, float('inf')) | x 2 3
torch.linalg.norm(x, dim=0) | x 2 3
torch.linalg.vector_norm(x) | x 2 3
torch.linalg.vector_norm(x, 3, dim=1) | x 2 3
torch.linalg.matrix_norm(x) | x 2 3
torch.dist(x, y) | x 3 | y 3
x.median() | x 5
x.median() | x 2 3
torch.median(x) | x 4
x.median(dim=1).values | x 2 4
x.kthvalue(2, dim=1).values | x 2 3
torch.quantile(x, 0.25) | x 5
torch.quantile(x, 0.9, dim=1, keepdim=True) | x 2 4
torch.count_nonzero(x) * x | x 3
torch.any(x > 0) * x | x 3
torch.all(x > 0, dim=1) * x[:, 0] | x 2 3
torch.std_mean(x, dim=1)[0] + torch.var_mean(x, dim=1)[1] | x 2 3
torch.cov(x) | x 2 4
torch.corrcoef(x) | x 2 4
x.scatter_add(0, torch.tensor([[0, 1, 1]]), y) | x 2 3 | y 1 3
torch.scatter_add(x, 1, torch.tensor([[0, 0], [2, 1]]), y) | x 2 3 | y 2 2
torch.cumsum(x, dim=0) | x 3
x.cumprod(0) | x 4
torch.cumprod(x, dim=1) | x 2 3
torch.sort(x, descending=True).values | x 4
torch.sort(x, dim=0, descending=True)[0] | x 3 2
x.sort().values[0] | x 4
torch.topk(x, 2).values | x 4
torch.topk(x, 2, dim=0, largest=False).values | x 3 2
x.topk(1, dim=1)[0] | x 2 3
x[torch.argsort(x)] | x 4
torch.logsumexp(x, dim=0) | x 3
torch.logsumexp(x, (0, 1)) | x 2 3
x.softmax(dim=1) | x 2 3
torch.softmax(x, dim=1).log() | x 2 3
torch.diff(x) | x 4
torch.diff(x, n=2) | x 4
torch.diff(x, dim=0) | x 3 2
torch.trapezoid(x) | x 4
torch.trapezoid(x, dx=0.5) | x 4
torch.trapezoid(x, y) | x 4 | y 4
x.reshape(3, 2) | x 2 3
x.reshape((3, -1)) | x 2 3
x.view(-1) | x 2 3
x.view(6, 1) | x 2 3
torch.reshape(x, (1, 2, 3)) | x 2 3
x.flatten() | x 2 3
x.flatten(1) | x 2 3 2
torch.flatten(x, start_dim=0, end_dim=1) | x 2 3 2
x.ravel() | x 2 3
x.squeeze() | x 1 3 1
x.squeeze(0) | x 1 3 1
x.squeeze(1) | x 1 3 1
torch.squeeze(x, dim=2) | x 1 3 1
x.unsqueeze(0) | x 3
x.unsqueeze(-1) | x 3
torch.unsqueeze(x, dim=1) | x 2 3
x[:, None] | x 3
x[None, :, None] | x 3
x.T | x 2 3
x.t() | x 2 3
x.mT | x 2 2 3
x.transpose(0, 1) | x 2 3
x.transpose(-2, -1) | x 2 2 3
torch.transpose(x, 0, 2) | x 2 1 3
torch.swapaxes(x, 0, 1) | x 2 3
x.permute(2, 0, 1) | x 2 1 3
x.permute((1, 2, 0)) | x 2 1 3
torch.permute(x, (1, 0)) | x 2 3
torch.movedim(x, 0, 2) | x 2 1 3
torch.movedim(x, (0, 1), (2, 0)) | x 2 1 3
x.expand(2, 3) | x 3
x.expand(3, -1) | x 1 2
x.expand(-1, 3) | x 2 1
x.expand_as(y) * y | x 3 | y 2 3
torch.broadcast_to(x, (2, 3)) | x 3
torch.broadcast_tensors(x, y)[0] * y | x 2 1 | y 3
x.view_as(y) * y | x 2 3 | y 3 2
x.repeat(2) | x 3
x.repeat(2, 3) | x 1 2
x.repeat(2, 1, 2) | x 2 1
torch.tile(x, (2,)) | x 3
x.tile((2, 2)) | x 3
x.repeat_interleave(2) | x 3
torch.repeat_interleave(x, 2, dim=1) | x 2 2
torch.repeat_interleave(x, torch.tensor([1, 2, 0]), dim=0) | x 3 2
torch.flip(x, (0, 1)) | x 2 3
torch.flip(x, dims=[1]) | x 2 3
x.flip(0) | x 3
torch.fliplr(x) | x 2 3
torch.flipud(x) | x 2 3
torch.rot90(x) | x 2 3
torch.rot90(x, 2) | x 2 3
torch.rot90(x, -1, (0, 1)) | x 2 3
torch.roll(x, 1) | x 2 3
torch.roll(x, shifts=-2, dims=1) | x 2 3
torch.roll(x, (1, 1), (0, 1)) | x 2 3
x.roll(4, 0) | x 3
torch.meshgrid(x, y, indexing='ij')[0] * torch.meshgrid(x, y, indexing='ij')[1] | x 2 | y 3
torch.meshgrid(x, y, indexing='xy')[1] | x 2 | y 3
torch.cat([x, y]) | x 2 | y 3
torch.cat((x, y), dim=1) | x 2 1 | y 2 2
torch.cat([x, y, x], -1) | x 2 1 | y 2 2
torch.concat((x, y)) | x 1 2 | y 2 2
torch.stack([x, y]) | x 3 | y 3
torch.stack((x, y), dim=1) | x 3 | y 3
torch.stack([x, y], -1) | x 2 3 | y 2 3
torch.stack([x.sum(), y.prod()]) | x 3 | y 2
torch.hstack((x, y)) | x 2 | y 3
torch.hstack((x, y)) | x 2 1 | y 2 2
torch.vstack((x, y)) | x 2 | y 2
torch.vstack((x, y)) | x 1 2 | y 2 2
torch.dstack((x, y)) | x 2 2 | y 2 2
torch.column_stack((x, y)) | x 2 | y 2
torch.column_stack((x, y)) | x 2 | y 2 2
torch.split(x, 2)[1] | x 5
torch.split(x, [1, 2], dim=1)[1] | x 2 3
x.split(1, dim=0)[1] | x 2 3
torch.chunk(x, 2)[0] | x 5
x.chunk(2, dim=1)[1] | x 2 3
torch.tensor_split(x, 3)[1] | x 5
torch.tensor_split(x, (1, 3))[1] | x 5
torch.unbind(x)[1] | x 2 3
x.unbind(1)[0] | x 2 3
torch.narrow(x, 0, 1, 2) | x 4
x.select(0, 1) | x 2 3
x[0] | x 3
x[-1] | x 2 3
x[1, 2] | x 2 3
x[0][2] | x 2 3
x[1:] | x 4
x[:-1] | x 4
x[::2] | x 5
x[1:4:2] | x 5
x[:, 1] | x 2 3
x[:, 1:2] | x 2 3
x[0, :] | x 2 3
x[..., 0] | x 2 3
x[..., None] | x 3
x[0, ..., 1] | x 2 2 3
x[[0, 2]] | x 3
x[[0, 0, 1]] | x 3
x[:, [0, 2]] | x 2 3
x[[0, 1], [2, 0]] | x 2 3
x[torch.tensor([[0, 1], [1, 2]])] | x 3
x[torch.arange(2), torch.tensor([2, 0])] | x 2 3
x[range(2), [0, 1]] | x 2 3
x[x > 0] | x 5
x[x > 0] ** 2 | x 2 3
x[torch.tensor([True, False, True])] | x 3
x[torch.ones(3, dtype=torch.bool)] | x 3
x[:, (x > 0).any(dim=0)] | x 2 3
torch.where(torch.tensor([True, False, True]), x, -x) | x 3
x.masked_fill(torch.tril(torch.ones(2, 2)) == 0, float('-inf')).softmax(dim=-1) | x 2 2
x.masked_fill(torch.triu(torch.ones(2, 2), diagonal=1).bool(), -1e9) | x 2 2
x[(x > -1) & (x < 1)] | x 5
x[~(x > 0)] | x 5
x[:, x[0] > 0] | x 2 3
torch.index_select(x, 0, torch.tensor([1, 0])) | x 2 3
x.index_select(1, torch.tensor([2, 2])) | x 2 3
torch.gather(x, 1, torch.tensor([[0, 2], [1, 1]])) | x 2 3
x.gather(0, torch.tensor([[1, 0, 1]])) | x 2 3
x.gather(1, torch.tensor([[2], [0]])).squeeze(1) | x 2 3
torch.take(x, torch.tensor([0, 4])) | x 2 3
torch.take_along_dim(x, torch.tensor([[0], [1]]), dim=1) | x 2 3
torch.masked_select(x, x > 0) | x 5
x.masked_fill(x > 0, 3.0) | x 5
x.masked_fill(torch.tensor([True, False, False]), float('-inf')).softmax(0) | x 3
torch.where(x > 0, x, torch.zeros_like(x)) | x 5
torch.where(x > 0, x ** 2, -x) | x 5
torch.dot(x, y) | x 3 | y 3
torch.mm(x, y) | x 2 3 | y 3 2
torch.bmm(x, y) | x 2 2 3 | y 2 3 1
torch.mv(x, y) | x 2 3 | y 3
torch.matmul(x, y) | x 2 3 | y 3
x.matmul(y) | x 2 3 | y 3 2
x.mm(y.T) | x 2 3 | y 2 3
x.dot(y) | x 3 | y 3
torch.addmm(z, x, y) | x 2 3 | y 3 2 | z 2
torch.addmm(z, x, y, beta=2, alpha=0.5) | x 2 3 | y 3 2 | z 2 2
torch.addmv(z, x, y) | x 2 3 | y 3 | z 2
torch.baddbmm(z, x, y) | x 1 2 3 | y 1 3 2 | z 1 2 2
torch.outer(x, y) | x 2 | y 3
torch.inner(x, y) | x 3 | y 3
torch.inner(x, y) | x 2 3 | y 2 3
torch.kron(x, y) | x 2 2 | y 1 2
torch.kron(x, y) | x 2 | y 3
torch.cross(x, y, dim=0) | x 3 | y 3
torch.linalg.cross(x, y) | x 2 3 | y 2 3
torch.tensordot(x, y, dims=1) | x 2 3 | y 3 2
torch.tensordot(x, y, dims=2) | x 2 3 | y 2 3
torch.tensordot(x, y, dims=([0], [1])) | x 2 3 | y 3 2
torch.linalg.multi_dot([x, y, z]) | x 2 3 | y 3 2 | z 2 2
torch.linalg.matrix_power(x, 3) | x 2 2
torch.linalg.matrix_power(x, -1) | x 2 2
torch.linalg.inv(x) | x 3 3
torch.inverse(x) | x 2 2
torch.linalg.solve(x, y) | x 3 3 | y 3
torch.linalg.solve(x, y) | x 2 2 | y 2 3
torch.det(x) | x 3 3
torch.linalg.det(x) | x 2 2
torch.slogdet(x)[1] | x 3 3
torch.trace(x) | x 3 3
torch.diag(x) | x 3
torch.diag(x) | x 3 3
torch.diag(x, 1) | x 2
torch.diag(x, diagonal=-1) | x 3 3
torch.diagonal(x) | x 2 3
torch.diagonal(x, offset=1) | x 3 3
torch.diagonal(x, 0, 1, 2) | x 2 3 3
x.diagonal() | x 3 3
torch.triu(x) | x 3 3
torch.triu(x, diagonal=1) | x 3 3
torch.tril(x, -1) | x 3 3
x.tril() | x 2 2 2
torch.einsum('ij,jk->ik', x, y) | x 2 3 | y 3 2
torch.einsum('i,i->', x, y) | x 3 | y 3
torch.einsum('i,j->ij', x, y) | x 2 | y 3
torch.einsum('ij->ji', x) | x 2 3
torch.einsum('ij->j', x) | x 2 3
torch.einsum('ij->', x) | x 2 3
torch.einsum('ij,j', x, y) | x 2 3 | y 3
torch.einsum('bij,bjk->bik', x, y) | x 2 1 3 | y 2 3 2
torch.einsum('bqd,bkd->bqk', x, y) | x 2 2 3 | y 2 1 3
torch.einsum('ij,jk,kl->il', x, y, z) | x 2 3 | y 3 2 | z 2 2
torch.einsum('i,ij,j->', x, y, z) | x 2 | y 2 3 | z 3
torch.einsum('...ij,jk->...ik', x, y) | x 2 2 3 | y 3 2
torch.einsum('...i,...i->...', x, y) | x 2 3 | y 2 3
torch.einsum('ij,ij->ij', x, y) | x 2 3 | y 2 3
torch.einsum('ij, kj -> ik', x, y) | x 2 3 | y 2 3
x.unfold(0, 2, 1) | x 5
x.unfold(1, 2, 2) | x 2 5
torch.cdist(x, y) | x 2 3 | y 2 3
"""
