"""One line for each way of calling NumPy: the text, then its leaves with their sizes; ``+`` asks for positive ones."""

TEXTS = """
np.sum(x) | x 2 3
np.sum(x, axis=0) | x 2 3
np.sum(x, axis=-1, keepdims=True) | x 2 3
np.sum(x, axis=(0, 2)) | x 2 1 3
np.sum(x, 1) | x 2 3
np.sum([x, 2 * x]) | x 3
x.sum() | x 2 3
x.sum(axis=1) | x 2 3
x.sum(0) | x 2 3
np.mean(x) | x 2 3
np.mean(x, axis=1) | x 2 3
x.mean(axis=0, keepdims=True) | x 2 3
np.average(x) | x 4
np.average(x, weights=[1, 2, 3, 4]) | x 4
np.average(x, axis=0, weights=y) | x 3 2 | y+ 3
np.prod(x) | x 2 3
np.prod(x, axis=1) | x 2 3
x.prod(axis=0) | x 2 3
np.max(x) | x 2 3
np.max(x, axis=0) | x 2 3
np.amax(x, axis=1, keepdims=True) | x 2 3
np.min(x, axis=-1) | x 2 3
x.max(axis=1) | x 2 3
x.min() | x 2 3
np.ptp(x) | x 4
np.ptp(x, axis=0) | x 3 2
np.var(x) | x 4
np.var(x, axis=0) | x 3 2
np.var(x, ddof=1) | x 4
x.var(axis=1, ddof=1, keepdims=True) | x 2 3
np.std(x) | x 4
np.std(x, axis=0, ddof=1) | x 3 2
x.std() | x 2 3
np.median(x) | x 5
np.median(x) | x 4
np.median(x, axis=1) | x 2 4
np.percentile(x, 30) | x 5
np.quantile(x, 0.75, axis=0) | x 4 2
np.cumsum(x) | x 4
np.cumsum(x) | x 2 3
np.cumsum(x, axis=1) | x 2 3
x.cumsum(axis=0) | x 2 3
np.cumprod(x) | x 4
np.diff(x) | x 4
np.diff(x, axis=0) | x 3 2
np.diff(x, n=2) | x 5
np.trapezoid(x) | x 4
np.trapezoid(x, y) | x 4 | y 4
np.cov(x) | x 2 4
np.cov(x) | x 4
np.cov(x, rowvar=False) | x 4 2
np.cov(x, bias=True) | x 2 4
np.corrcoef(x) | x 2 4
np.corrcoef(x, y)[0, 1] | x 4 | y 4
np.linalg.norm(x) | x 4
np.linalg.norm(x) | x 2 3
np.linalg.norm(x, axis=1) | x 2 3
np.linalg.norm(x, 1) | x 4
np.linalg.norm(x, ord=np.inf) | x 4
np.linalg.norm(x, 3) | x 4
np.linalg.norm(x, axis=0, keepdims=True) | x 2 3
np.linalg.norm(x, 'fro') | x 2 3
np.linalg.norm(x, 1) | x 2 3
np.linalg.norm(x, np.inf) | x 2 3
np.sort(x) | x 4
np.sort(x, axis=0) | x 3 2
np.sort(x, axis=None) | x 2 3
x[np.argsort(x)] | x 4
x[np.argsort(-x)][:2] | x 4
x[np.argmax(x)] * x | x 4
np.argmax(x, axis=1) * x[:, 0] | x 2 3
np.where(x > 0, x, 0.1 * x) | x 5
np.where(x > 0, 1.0, -1.0) * x | x 5
np.where(x > y, x, y) | x 2 3 | y 2 3
np.maximum(0, x) | x 5
np.maximum(x, y) | x 2 3 | y 3
np.minimum(x, 0.3) | x 5
np.clip(x, -0.5, 0.5) | x 5
np.clip(x, None, 0.5) | x 5
np.clip(x, a_min=0, a_max=None) | x 5
x.clip(-1, 1) | x 5
np.abs(x) | x 5
np.sign(x) * x | x 5
np.exp(x) | x 2 3
np.exp(-x ** 2 / 2) | x 4
np.log(x) | x+ 4
np.log1p(x) | x+ 4
np.expm1(x) | x 4
np.log2(x) | x+ 4
np.log10(x) | x+ 4
np.sqrt(x) | x+ 4
np.square(x) | x 4
np.power(x, 3) | x 4
np.power(x, y) | x+ 4 | y 4
np.float_power(x, 2) | x+ 4
np.reciprocal(x) | x+ 4
np.sin(x) * np.cos(x) | x 4
np.tan(x) | x+ 4
np.arcsin(x / 3) | x 4
np.arccos(x / 3) | x 4
np.arctan(x) | x 4
np.arctan2(x, y) | x 4 | y 4
np.sinh(x) + np.cosh(x) | x 4
np.tanh(x) | x 4
np.arcsinh(x) | x 4
np.arctanh(x / 3) | x 4
np.hypot(x, y) | x 4 | y 4
np.logaddexp(x, y) | x 4 | y 4
np.exp2(x) | x 4
np.deg2rad(x) | x 4
np.degrees(x) | x 4
np.sinc(x) | x 4
np.cbrt(x) | x+ 4
np.add(x, y) | x 2 3 | y 3
np.subtract(x, y) | x 3 | y 2 3
np.multiply(x, y) | x 2 1 | y 3
np.divide(x, y) | x 3 | y+ 3
np.true_divide(x, y) | x 3 | y+ 3
np.negative(x) | x 3
np.mod(x, 0.7) | x 3
np.remainder(x, 0.7) | x 3
x % 0.7 | x 3
x // 0.7 * x | x 3
np.floor(x) * x | x 3
np.round(x, 1) * x | x 3
np.fabs(x) | x 3
np.heaviside(x, 0.5) * x | x 3
np.nan_to_num(x) | x 3
np.isfinite(x) * x | x 3
np.logical_and(x > 0, x < 1) * x | x 5
((x > 0) & (x < 1)) * x | x 5
(x > 0).astype(float) * x | x 5
np.any(x > 0) * x | x 3
np.all(x > 0, axis=0) * x[0] | x 2 3
np.count_nonzero(x) * x | x 3
x[np.where(x > 0)] | x 5
x[np.where(x > 0)] | x 2 3
np.where(x > 0)[0] * x[x > 0] | x 5
x[np.nonzero(x > 0)[0]] | x 4 2
x[(x > 0).nonzero()] | x 2 3
np.argwhere(x > 0) * x[0, 0] | x 2 2
x[np.argwhere(x > -3)[:, 0]] | x 3
x[np.flatnonzero(x > 0)] | x 6
np.unique(x) | x 2 3
np.unique(x > 0, return_counts=True)[1] * x[:2] | x 6
np.dot(x, y) | x 3 | y 3
np.dot(x, y) | x 2 3 | y 3
np.dot(x, y) | x 2 3 | y 3 2
np.dot(x, y) | x 3 | y 3 2
np.dot(x, 2.0) | x 3
np.dot(x, y) | x 2 3 | y 2 3 2
np.dot(x, y) | x 2 2 3 | y 3
x.dot(y) | x 2 3 | y 3
np.matmul(x, y) | x 2 2 3 | y 3 2
x @ y | x 2 3 | y 3
x.T @ y | x 3 2 | y 3
np.inner(x, y) | x 3 | y 3
np.inner(x, y) | x 2 3 | y 2 3
np.vdot(x, y) | x 2 2 | y 2 2
np.outer(x, y) | x 2 | y 3
np.outer(x, y) | x 2 2 | y 3
np.kron(x, y) | x 2 2 | y 2 1
np.cross(x, y) | x 3 | y 3
np.cross(x, y) | x 2 3 | y 2 3
np.tensordot(x, y) | x 2 3 | y 2 3
np.tensordot(x, y, axes=1) | x 2 3 | y 3 2
np.tensordot(x, y, axes=([1], [0])) | x 2 3 | y 3 2
np.einsum('ij,jk->ik', x, y) | x 2 3 | y 3 2
np.einsum('ij,j->i', x, y) | x 2 3 | y 3
np.einsum('i,j', x, y) | x 2 | y 3
np.einsum('ij->i', x) | x 2 3
np.trace(x) | x 3 3
np.trace(x, offset=1) | x 3 3
np.diag(x) | x 3
np.diag(x) | x 3 3
np.diag(x, k=1) | x 3 3
np.diag(x, -1) | x 2
np.diagonal(x) | x 2 3
np.diagonal(x, offset=1) | x 3 3
np.triu(x) | x 3 3
np.triu(x, k=1) | x 3 3
np.tril(x, -1) | x 3 3
x[np.tril_indices(3)] | x 3 3
x[np.triu_indices(3, k=1)] | x 3 3
np.linalg.inv(x) | x 3 3
np.linalg.det(x) | x 3 3
np.linalg.slogdet(x)[1] | x 3 3
np.linalg.solve(x, y) | x 3 3 | y 3
np.linalg.solve(x, y) | x 2 2 | y 2 2
np.linalg.matrix_power(x, 2) | x 2 2
np.linalg.multi_dot([x, y]) | x 2 3 | y 3 2
np.reshape(x, (3, 2)) | x 2 3
np.reshape(x, -1) | x 2 3
x.reshape(3, 2) | x 2 3
x.reshape(-1, 1) | x 3
x.reshape((1, -1)) | x 3
x.flatten() | x 2 3
x.ravel() | x 2 3
np.ravel(x) | x 2 3
np.transpose(x) | x 2 3
np.transpose(x, (1, 0, 2)) | x 2 1 3
x.transpose(2, 0, 1) | x 2 1 3
x.T | x 2 1 3
np.swapaxes(x, 0, 2) | x 2 1 3
x.swapaxes(0, 1) | x 2 3
np.moveaxis(x, 0, -1) | x 2 1 3
np.squeeze(x) | x 1 3 1
np.squeeze(x, axis=0) | x 1 3 1
x.squeeze() | x 1 3
np.expand_dims(x, 0) | x 3
np.expand_dims(x, axis=-1) | x 3
x[:, np.newaxis] | x 3
x[np.newaxis, :] | x 3
x[None] | x 3
np.atleast_2d(x) | x 3
np.broadcast_to(x, (2, 3)) | x 3
np.tile(x, 2) | x 3
np.tile(x, (2, 2)) | x 3
np.tile(x, (2, 1)) | x 2 2
np.repeat(x, 2) | x 3
np.repeat(x, 2) | x 2 2
np.repeat(x, 3, axis=0) | x 2 2
np.repeat(x, [1, 2], axis=1) | x 2 2
x.repeat(2) | x 3
np.flip(x) | x 2 3
np.flip(x, axis=0) | x 2 3
np.flipud(x) | x 2 3
np.fliplr(x) | x 2 3
np.rot90(x) | x 2 3
np.roll(x, 1) | x 4
np.roll(x, 1) | x 2 3
np.roll(x, -1, axis=1) | x 2 3
np.roll(x, (1, 1), axis=(0, 1)) | x 2 3
np.pad(x, 1) | x 3
np.pad(x, (1, 2)) | x 3
np.pad(x, ((1, 0), (0, 1))) | x 2 2
np.pad(x, 1, mode='edge') | x 3
np.pad(x, 1, mode='reflect') | x 3
np.pad(x, 1, constant_values=2.0) | x 3
np.concatenate([x, y]) | x 2 | y 3
np.concatenate((x, y), axis=1) | x 2 1 | y 2 2
np.concatenate([x, y], axis=None) | x 2 2 | y 3
np.stack([x, y]) | x 3 | y 3
np.stack([x, y], axis=1) | x 3 | y 3
np.hstack([x, y]) | x 2 | y 3
np.hstack((x, y)) | x 2 1 | y 2 2
np.vstack([x, y]) | x 3 | y 3
np.vstack((x, y)) | x 1 3 | y 2 3
np.column_stack((x, y)) | x 3 | y 3
np.column_stack((x, y)) | x 3 | y 3 2
np.dstack((x, y)) | x 2 | y 2
np.append(x, y) | x 2 | y 3
np.append(x, 1.0) | x 3
np.array([x[0], x[1] ** 2, 3.0]) | x 3
np.array([[x[0], 1.0], [x[1], x[2]]]) | x 3
np.split(x, 2)[1] | x 4
np.split(x, [1, 3])[1] | x 4
np.split(x, 3, axis=1)[0] | x 2 3
np.array_split(x, 2)[0] | x 5
np.hsplit(x, 3)[2] | x 2 3
np.vsplit(x, 2)[0] | x 2 3
np.meshgrid(x, y)[0] + np.meshgrid(x, y)[1] | x 2 | y 3
np.meshgrid(x, y, indexing='ij')[0] * y | x 2 | y 3
np.take(x, [0, 2]) | x 4
np.take(x, [1, 1], axis=1) | x 2 3
np.take_along_axis(x, np.argmax(x, axis=1, keepdims=True), axis=1) | x 2 3
x[np.arange(2), [2, 0]] | x 2 3
x[range(2), [2, 0]] | x 2 3
x[[0, 0, 2]] | x 3
x[np.array([[0, 1], [2, 2]])] | x 3
x[np.ix_([0, 1], [2, 0])] | x 2 3
x[1:, ::-1] | x 2 3
x[::-1] | x 4
x[-2:] | x 4
x[::-2] | x 5
x[3:0:-1] | x 5
x[..., 1] | x 2 3
x[0, ..., None] | x 2 3
x[1][2] | x 2 3
x[x > 0] | x 5
x[(x > -1) & (x < 1)] * 2 | x 5
x[:, x[0] > 0] | x 2 3
np.convolve(x, y) | x 4 | y 3
np.convolve(x, y, mode='valid') | x 5 | y 2
np.convolve(x, y, 'same') | x 5 | y 3
np.correlate(x, y) | x 5 | y 3
np.polyval(x, 2.0) | x 3
np.polyval([1, 2, 3], x) | x 3
np.exp(x) / np.sum(np.exp(x)) | x 4
np.exp(x - np.max(x, axis=1, keepdims=True)) | x 2 3
1 / (1 + np.exp(-x)) | x 4
np.mean((x @ y - 1) ** 2) | x 4 3 | y 3
np.sum(x * y) / (np.linalg.norm(x) * np.linalg.norm(y)) | x 3 | y 3
np.dot(x - y, x - y) ** 0.5 | x 3 | y 3
np.sum((x[:, None, :] - y[None, :, :]) ** 2, axis=-1) | x 2 3 | y 3 3
"""
