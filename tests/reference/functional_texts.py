"""One line for each way of calling a function of ``torch.nn.functional`` on arrays."""

FUNCTIONAL = """
F.softmax(x, dim=-1) | x 2 3
F.softmax(x, 0) | x 2 3
F.softmin(x, dim=1) | x 2 3
F.log_softmax(x, dim=1) | x 2 3
F.pad(x, (1, 2)) | x 3
F.pad(x, (1, 0), value=2.0) | x 3
F.pad(x, (1, 1, 0, 1)) | x 2 2
F.pad(x, (1, 1), mode='reflect') | x 1 3
F.pad(x, (2, 1), 'replicate') | x 1 3
F.pad(x, (1, 1), mode='circular') | x 1 3
F.scaled_dot_product_attention(x, y, z, torch.tensor([[True, False], [True, True]])) | x 1 2 3 | y 1 2 3 | z 1 2 2
F.conv1d(x, y) | x 1 2 5 | y 2 2 3
F.conv1d(x, y, z, stride=2, padding=1) | x 2 1 5 | y 2 1 3 | z 2
F.conv1d(x, y, padding='same') | x 1 1 5 | y 1 1 3
F.conv1d(x, y, padding='valid') | x 1 4 | y 2 1 2
F.conv2d(x, y) | x 1 1 4 4 | y 2 1 2 2
F.conv2d(x, y, z) | x 1 2 3 3 | y 2 2 2 2 | z 2
F.conv2d(x, y, bias=z, stride=(2, 1), padding=(1, 0)) | x 1 1 4 3 | y 1 1 2 2 | z 1
F.conv2d(x, y, padding=1) | x 1 4 4 | y 2 1 3 3
F.max_pool1d(x, 2) | x 1 2 5
F.max_pool1d(x, 3, stride=1, padding=1) | x 1 1 5
F.max_pool2d(x, 2) | x 1 1 4 4
F.max_pool2d(x, (2, 1), stride=1) | x 1 1 3 3
F.max_pool2d(x, 3, 1, 1) | x 1 3 3
F.avg_pool1d(x, 2) | x 1 2 5
F.avg_pool2d(x, 2) | x 1 1 4 4
F.avg_pool2d(x, kernel_size=3, stride=1, padding=1) | x 1 1 3 3
F.adaptive_avg_pool1d(x, 1) | x 1 2 4
F.adaptive_avg_pool2d(x, 1) | x 1 2 2 3
F.adaptive_avg_pool2d(x, (2, 1)) | x 1 1 4 3
F.adaptive_max_pool2d(x, 1) | x 1 2 2 2
F.unfold(x, 2) | x 1 1 3 3
F.unfold(x, kernel_size=(2, 2), padding=1, stride=2) | x 1 2 2 2
F.embedding(torch.tensor([0, 2, 0]), x) | x 3 2
F.one_hot(torch.tensor([0, 2]), 3) * x | x 2 3
torch.nn.functional.one_hot(torch.tensor([1, 0]), num_classes=2).double() @ x | x 2 3
F.layer_norm(x, (3,)) | x 2 3
F.layer_norm(x, (3,), y, z) | x 2 3 | y 3 | z 3
F.layer_norm(x, (2, 3)) | x 2 2 3
F.rms_norm(x, (3,)) | x 2 3
F.group_norm(x, 2) | x 2 4 2
F.group_norm(x, 2, y, z) | x 2 4 2 | y 4 | z 4
F.batch_norm(x, None, None, training=True) | x 4 2
F.batch_norm(x, None, None, y, z, training=True) | x 4 2 | y 2 | z 2
F.batch_norm(x, None, None, training=True) | x 2 2 2 2
F.normalize(x) | x 2 3
F.normalize(x, dim=0) | x 3
F.normalize(x, p=1, dim=1) | x 2 3
F.cosine_similarity(x, y) | x 2 3 | y 2 3
F.cosine_similarity(x, y, dim=0) | x 3 | y 3
F.pairwise_distance(x, y) | x 2 3 | y 2 3
F.scaled_dot_product_attention(x, y, z) | x 1 2 3 | y 1 2 3 | z 1 2 2
F.scaled_dot_product_attention(x, y, z, is_causal=True) | x 1 2 3 | y 1 2 3 | z 1 2 2
F.linear(x, y) | x 2 3 | y 2 3
F.linear(x, y, z) | x 3 | y 2 3 | z 2
F.bilinear(x, y, z) | x 2 2 | y 2 3 | z 1 2 3
F.mse_loss(x, y) | x 2 3 | y 2 3
F.mse_loss(x, y, reduction='sum') | x 3 | y 3
F.mse_loss(x, y, reduction='none') | x 3 | y 3
F.l1_loss(x, y) | x 3 | y 3
F.smooth_l1_loss(x, y) | x 5 | y 5
F.smooth_l1_loss(x, y, beta=0.3) | x 5 | y 5
F.huber_loss(x, y, delta=0.7) | x 5 | y 5
F.binary_cross_entropy(torch.sigmoid(x), torch.sigmoid(y)) | x 3 | y 3
F.binary_cross_entropy_with_logits(x, torch.sigmoid(y)) | x 3 | y 3
F.binary_cross_entropy_with_logits(x, torch.tensor([1, 0, 1], dtype=torch.float64)) | x 3
F.cross_entropy(x, torch.tensor([2, 0])) | x 2 3
F.cross_entropy(x, torch.tensor([2, 0]), reduction='sum') | x 2 3
F.cross_entropy(x, torch.tensor([2, 0]), reduction='none') | x 2 3
F.cross_entropy(x, torch.tensor(1)) | x 3
F.cross_entropy(x, F.softmax(y, dim=1)) | x 2 3 | y 2 3
F.cross_entropy(x, torch.tensor([2, 0]), weight=torch.tensor([1, 2, 3], dtype=torch.float64)) | x 2 3
F.cross_entropy(x, torch.tensor([2, 0]), label_smoothing=0.1) | x 2 3
F.cross_entropy(x, torch.tensor([2, 0]), label_smoothing=0.2, reduction='sum') | x 2 3
F.cross_entropy(x, torch.tensor([[2, 0], [1, 1]])) | x 2 3 2
F.cross_entropy(x, y.softmax(0)) | x 3 | y 3
F.nll_loss(x, torch.tensor([[2, 0], [1, 1]]), reduction='none') | x 2 3 2
F.binary_cross_entropy_with_logits(x, y.sigmoid(), pos_weight=torch.tensor([1, 2, 3]).double()) | x 2 3 | y 2 3
F.instance_norm(x) | x 2 2 3
F.batch_norm(x, y.detach(), z.detach() + 3) | x 4 2 | y 2 | z 2
F.cross_entropy(x, torch.tensor([2, -100]), ignore_index=-100) | x 2 3
F.nll_loss(F.log_softmax(x, dim=1), torch.tensor([1, 2])) | x 2 3
F.kl_div(F.log_softmax(x, dim=1), F.softmax(y, dim=1), reduction='batchmean') | x 2 3 | y 2 3
F.kl_div(F.log_softmax(x, dim=1), F.log_softmax(y, dim=1), log_target=True, reduction='sum') | x 2 3 | y 2 3
F.hinge_embedding_loss(x, torch.tensor([1., -1., 1.])) | x 3
F.margin_ranking_loss(x, y, torch.tensor([1., -1., 1.]), margin=0.2) | x 3 | y 3
F.soft_margin_loss(x, torch.tensor([1., -1., 1.])) | x 3
F.triplet_margin_loss(x, y, z) | x 2 3 | y 2 3 | z 2 3
F.cosine_embedding_loss(x, y, torch.tensor([1., -1.])) | x 2 3 | y 2 3
F.poisson_nll_loss(x, torch.tensor([1., 2., 3.])) | x 3
F.gaussian_nll_loss(x, torch.tensor([1., 2., 3.]), y) | x+ 3 | y+ 3
F.multi_margin_loss(x, torch.tensor([2, 0])) | x 2 3
F.relu(x) | x 5
F.leaky_relu(x, 0.2) | x 5
F.elu(x, alpha=0.5) | x 5
F.selu(x) | x 5
F.celu(x, 0.5) | x 5
F.gelu(x) | x 5
F.gelu(x, approximate='tanh') | x 5
F.silu(x) | x 5
F.mish(x) | x 5
F.softplus(x) | x 5
F.softplus(x, beta=2) | x 5
F.softsign(x) | x 5
F.tanhshrink(x) | x 5
F.softshrink(x, 0.3) | x 5
F.hardshrink(x) | x 5
F.hardtanh(x, -0.5, 0.5) | x 5
F.relu6(x) | x 5
F.hardsigmoid(x) | x 5
F.hardswish(x) | x 5
F.logsigmoid(x) | x 5
F.threshold(x, 0.1, 20) | x 5
F.prelu(x, y) | x 2 3 | y 3
F.prelu(x, y) | x 2 3 | y 1
F.glu(x) | x 2 4
F.glu(x, dim=0) | x 2 3
F.sigmoid(x) | x 5
F.tanh(x) | x 5
"""
