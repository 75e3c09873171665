"""One line for each way of calling an elementwise function of PyTorch on arrays."""

ELEMENTWISE = """
torch.clamp(x, min=0) | x 5
torch.clamp(x, -0.5, 0.5) | x 5
x.clamp(max=0.3) | x 5
x.clamp_min(0.1) | x 5
torch.clip(x, -1, 1) | x 5
torch.lerp(x, y, 0.3) | x 3 | y 3
torch.addcmul(x, y, z, value=0.5) | x 3 | y 3 | z 3
torch.addcdiv(x, y, z) | x+ 3 | y+ 3 | z+ 3
torch.add(x, y, alpha=2) | x 3 | y 3
torch.sub(x, y) | x 3 | y 3
torch.mul(x, y) | x 3 | y 3
torch.div(x, y) | x+ 3 | y+ 3
torch.pow(x, 3) | x 3
x.pow(2).sum().sqrt() | x 3
torch.exp2(x) | x 3
torch.logit(x / 3) | x+ 3
torch.hypot(x, y) | x 3 | y 3
torch.special.expit(x) | x 3
torch.special.xlogy(x, y) | x+ 3 | y+ 3
torch.erfc(x) | x 3
torch.sinc(x) | x 3
torch.deg2rad(x) | x 3
torch.nan_to_num(x) | x 3
torch.heaviside(x.detach(), torch.tensor([0.5], dtype=torch.float64)) * x | x 3
torch.copysign(x, y) | x 3 | y 3
torch.sign(x) * x | x 3
torch.round(x, decimals=1) * x | x 3
torch.frac(x) | x 3
torch.fmod(x, 0.7) | x 3
torch.remainder(x, 0.7) | x 3
torch.rsqrt(x) | x+ 3
torch.reciprocal(x) | x+ 3
torch.square(x) | x 3
torch.cosh(x) | x 3
torch.isnan(x) * x | x 3
torch.logical_xor(x > 0, x > 1) * x | x 5
"""
