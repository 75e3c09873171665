"""Mathematical writing becomes the Python it means, and code stays what it is."""

import ast

import pytest

from engine.language.notation import to_python

PAPER = {
    "powers bind tighter than everything": """
        2x²              ⟹  2*(x**2)
        -x²              ⟹  -(x**2)
        -x^2             ⟹  -(x**2)
        x²y              ⟹  (x**2)*y
        x^2y             ⟹  (x**2)*y
        (3x + 2)²        ⟹  (3*x + 2)**2
        x¹⁰              ⟹  x**10
        x⁻¹              ⟹  x**(-1)
        x²ⁿ              ⟹  x**(2*n)
        e⁻ˣ              ⟹  e**(-x)
        2^3^2            ⟹  2**(3**2)
        e^-x             ⟹  e**(-x)
        e^(-x)           ⟹  e**(-x)
        2^3x             ⟹  (2**3)*x
        e^2x             ⟹  (e**2)*x
        x²³              ⟹  x**23
        x²^3             ⟹  (x**2)**3
        e^x²             ⟹  e**(x**2)
        x ^= 2           ⟹  x **= 2
        x^½              ⟹  x**(1/2)
        e^{2x}           ⟹  e**(2*x)
        x^{2}y           ⟹  x**(2)*y
        10^-3 x          ⟹  (10**-3)*x
        (y − t)².mean()  ⟹  ((y - t)**2).mean()
        W²[0]            ⟹  (W**2)[0]
    """,
    "a product needs no sign where it cannot be anything else": """
        3(x+1)           ⟹  3*(x+1)
        2π               ⟹  2*π
        2 x              ⟹  2*x
        2sin(x)          ⟹  2*sin(x)
        2f(x)            ⟹  2*f(x)
        (x+1)(x-1)       ⟹  (x+1)*(x-1)
        (x+1)y           ⟹  (x+1)*y
        (x+1)2y          ⟹  (x+1)*2*y
        f(x)y            ⟹  f(x)*y
        x²(y+1)          ⟹  x**2*(y+1)
        x²3y             ⟹  x**2*3*y
        ½x               ⟹  (1/2)*x
        x½               ⟹  x*(1/2)
        1½x              ⟹  (1+1/2)*x
        2e               ⟹  2*e
        2ex              ⟹  2*ex
        0x               ⟹  0*x
        2∞               ⟹  2*inf
        x√2              ⟹  x*sqrt(2)
        x sin(y)         ⟹  x*sin(y)
        σ(x)(1−σ(x))     ⟹  σ(x)*(1-σ(x))
        πr²              ⟹  π*r**2
        2πx              ⟹  2*π*x
        π_old + π₀  ⟹  π_old + π0
    """,
    "such a product is one factor": """
        1/2x          ⟹  1/(2*x)
        a/2(b+1)      ⟹  a/(2*(b+1))
        2x/3y         ⟹  (2*x)/(3*y)
        2x·3y         ⟹  2*x*3*y
        -2x           ⟹  -2*x
        a/-2x         ⟹  a/(-2*x)
        a/2^3x        ⟹  a/(2**3*x)
        a % 2x        ⟹  a % (2*x)
        a // 2x       ⟹  a // (2*x)
        a/b·2x        ⟹  a/b*2*x
        1/√(2π)σ      ⟹  1/(sqrt(2*π)*σ)
        1/(x+1)(x-1)  ⟹  1/((x+1)*(x-1))
        1/2/3x        ⟹  1/2/(3*x)
        a/2x²         ⟹  a/(2*x**2)
        a/f(2b/3c)    ⟹  a/f(2*b/(3*c))
        a/sin 2x      ⟹  a/sin(2*x)
        1/x           ⟹  1/x
        1/2x + 3      ⟹  1/(2*x) + 3
    """,
    "elementary functions need no parentheses": """
        sin x              ⟹  sin(x)
        exp x + 1          ⟹  exp(x) + 1
        sin 2x             ⟹  sin(2*x)
        cos πx             ⟹  cos(π*x)
        ln x²              ⟹  ln(x**2)
        sin x cos x        ⟹  sin(x)*cos(x)
        sin 2x cos 3y/2    ⟹  sin(2*x)*cos(3*y)/2
        sin ln x           ⟹  sin(ln(x))
        x sin x            ⟹  x*sin(x)
        e^x sin x          ⟹  e**x*sin(x)
        1/sin x cos x      ⟹  1/(sin(x)*cos(x))
        e^sin 2x           ⟹  e**sin(2*x)
        sin²(x)            ⟹  (sin(x))**2
        sin²x              ⟹  (sin(x))**2
        sin² 2x + 1        ⟹  sin(2*x)**2 + 1
        sin^2(x)           ⟹  sin(x)**2
        sin^2 x + cos^2 x  ⟹  sin(x)**2 + cos(x)**2
        sin²(x)²           ⟹  (sin(x)**2)**2
        sin√x              ⟹  sin(sqrt(x))
        log₂ 8x            ⟹  log2(8*x)
        f(sin x, y)        ⟹  f(sin(x), y)
        ln|x|              ⟹  ln(abs(x))
        sin x[0]           ⟹  sin(x[0])
        σ²x                ⟹  σ**2*x
        sin                ⟹  sin
        [sin, cos]         ⟹  [sin, cos]
        f(log=x)           ⟹  f(log=x)
    """,
    "bars are absolute values where an operand is due": """
        |x|                 ⟹  abs(x)
        |x|²                ⟹  abs(x)**2
        |a-b|·|c|           ⟹  abs(a-b)*abs(c)
        2|x|                ⟹  2*abs(x)
        |x|y                ⟹  abs(x)*y
        ||a|-|b||           ⟹  abs(abs(a)-abs(b))
        |a||b|              ⟹  abs(a)*abs(b)
        |x + |y||           ⟹  abs(x + abs(y))
        1/2|x|              ⟹  1/(2*abs(x))
        |x|/|y|             ⟹  abs(x)/abs(y)
        max(|x|, [|y|][0])  ⟹  max(abs(x), [abs(y)][0])
        |x|.sum()           ⟹  abs(x).sum()
        |sin 2x|            ⟹  abs(sin(2*x))
        (x>0) | (y>0) | z   ⟹  (x>0) | (y>0) | z
        (x>0)|(y>0)         ⟹  (x>0)|(y>0)
        2 | x               ⟹  2 | x
    """,
    "a root takes the next operand, before its power": """
        √x         ⟹  sqrt(x)
        √(x+1)     ⟹  sqrt(x+1)
        √x²        ⟹  sqrt(x)**2
        √2x        ⟹  sqrt(2)*x
        2√x        ⟹  2*sqrt(x)
        ∛x         ⟹  cbrt(x)
        √f(x)      ⟹  sqrt(f(x))
        √x[0].y    ⟹  sqrt(x[0].y)
        √√x        ⟹  sqrt(sqrt(x))
        √|x|       ⟹  sqrt(abs(x))
        √(x)(y)    ⟹  sqrt(x)*(y)
        √½         ⟹  sqrt(1/2)
        √sin 2x    ⟹  sqrt(sin(2*x))
        √x².sum()  ⟹  (sqrt(x)**2).sum()
    """,
    "signs have other shapes on paper": """
        a·b×c⋅d∗e•f        ⟹  a*b*c*d*e*f
        a÷b∕c              ⟹  a/b/c
        a−b–c              ⟹  a-b-c
        a ≤ b ≥ c ≠ d      ⟹  a <= b >= c != d
        y＝（３ｘ＋２）＊（１－ｘ），２   ⟹  y = (3*x+2)*(1-x), 2
        y＝x；z＝y／２          ⟹  y = x; z = y/2
        ½ + ¼ + ¾ + ⅓      ⟹  1/2 + 1/4 + 3/4 + 1/3
        wᵀx + b            ⟹  w.T @ x + b
        λ/wᵀx              ⟹  λ/(w.T @ x)
        print(“a，b”, ‘c’)  ⟹  print('a，b', 'c')
        f“{x}”             ⟹  f'{x}'
        -∞                 ⟹  -inf
    """,
    "a name is one name however it is typed": """
        w₁·x₁₂ + bᵢ  ⟹  w1*x12 + bi
        ϵ            ⟹  ε
        µ            ⟹  μ
        ∆x           ⟹  Δx
        𝑥 + ｘ        ⟹  x + x
        学习率 = 0.1    ⟹  学习率 = 0.1
    """,
    "statements begin as on paper or in JavaScript": """
        y := x²                 ⟹  y = x**2
        y ← 2x                  ⟹  y = 2*x
        y <- 2x                 ⟹  y = 2*x
        const a = 3; let b = a  ⟹  a = 3; b = a
        const a = 3, b = [1, 2]; let c = f(a, b)  ⟹  a = 3; b = [1, 2]; c = f(a, b)
        var = 2                 ⟹  var = 2
        f(x) = x² + 1           ⟹  f = x**2 + 1
        f(x, y) := (x+y)·z      ⟹  f = (x+y)*z
        f(2) == 3               ⟹  f(2) == 3
    """,
    "statements stand in sentences": """
        x = 2, y = x²              ⟹  x = 2; y = x**2
        x＝2，y＝x²。                ⟹  x = 2; y = x**2
        x = [1, 2], f(x) = sum(x)  ⟹  x = [1, 2]; f = sum(x)
        令 x = 2，求 y = x² 的导数       ⟹  x = 2; y = x**2
        令x=2；求y=x²关于x的导数。          ⟹  x = 2; y = x**2
        已知：x = 2, w = 3。求 x·w       ⟹  x = 2; w = 3; x*w
        解：f(x) = x²                ⟹  f = x**2
        设 a, b = 1, 2              ⟹  a, b = 1, 2
        求 y的值                     ⟹  y
        设备 = 2；求和 = 设备             ⟹  设备 = 2; 求和 = 设备
        权重 w = 0.5                 ⟹  w = 0.5
        设函数 f(x) = x²，求 f          ⟹  f = x**2; f
        有 = 2；y = 【有】[0]           ⟹  有 = 2; y = [有][0]
        x = 3.5。y = 2x            ⟹  x = 3.5; y = 2*x
    """,
}
PROGRAMS = {
    "a byte order mark is dropped": ("\ufeffx = 1", "x = 1"),
    "every kind of newline is one": ("x = 1\r\ny = 2\rz = 3", "x = 1\ny = 2\nz = 3"),
    "every kind of space is one": ("x\u00a0+\u3000y", "x + y"),
    "a combining mark is part of the name": ("y\u0302 = θ\u0302", "ŷ = θ\u0302"),
    "common indentation is dropped": ("  x = 1\n# c\n  if x:\n    y = 2", "x = 1\nif x:\n  y = 2"),
    "π with an index is a name": ("πₖ", "πk"),
    "tabs are indentation": ("\tx = 1\n\tif x:\n\t\ty = 2", "x = 1\nif x:\n\ty = 2"),
    "Python's prompts are dropped": (
        ">>> x = 2\n>>> def f(x):\n...     return x\n...\n>>> f(x)",
        "x = 2\ndef f(x):\n    return x\n\nf(x)",
    ),
    "a notebook's prompts are dropped": ("In [3]: y = 2x\n   ...: z = y", "y = 2*x\nz = y"),
    "what a session answered is dropped": (
        ">>> x = 2\n>>> x\ntensor(2., grad_fn=<MulBackward0>)\n>>> y = x",
        "x = 2\nx\n\ny = x",
    ),
    "what a notebook answered is dropped": (
        "In [1]: x = 2\n\nOut[1]: tensor([[1.],\n  [2.]])\n\nIn [2]: y = x",
        "x = 2\n\n\n\n\ny = x",
    ),
    "JavaScript's comments are comments": ("// half\nx = 1; // it's here\ny = x // 2", "x = 1\ny = x // 2"),
    "a function that is called is a function": ("f(x) = x² + 1\ny = f(3)", "def f(x): return x**2 + 1\ny = f(3)"),
    "a call inside a call counts": ("g(x, y) = x\nh(g(2, 3))", "def g(x, y): return x\nh(g(2, 3))"),
    "a definition stands between semicolons": (
        "a = 2; f(t) = a·t²; y = f(3)",
        "a = 2\ndef f(t): return a*t**2\ny = f(3)",
    ),
    "a definition stands in a block": ("if c:\n  f(x) = 2x; y = f(1)", "if c:\n  def f(x): return 2*x\n  y = f(1)"),
    "a product does not reach across lines": ("y = 2\nx = [f\n(3), (a)\n(b)]", "y = 2\nx = [f(3), (a)(b)]"),
}
CODE = [
    "loss = ((torch.sigmoid(w @ x + b) - y) ** 2).mean()  # π·r² isn't read",
    "net = nn.Sequential(nn.Linear(2, 1), nn.ReLU())(x)\ny = Net()(x)\nz = model(x)(y)(z)\nu = layers[0](x)[1:, ::2]",
    "@torch.no_grad()\ndef f(x: float, *args, k=1e-3, **kw) -> float:\n    return (x) if not (k) else -x\n",
    "'''Docs:\n>>> f(2)\n...\n'''",
    "a = 2 if (b) else 3\nfor x in (1, 2): print (x)\nc = 0 or x\nassert (a), 'b'",
    "d = [i for i in (1, 2) if (i) in (d)]",
    "f = lambda x: (x)\ng = (lambda x, y=2: x)(3)\nh = (x).T\nk = (a)[0]\nl = super().__init__()",
    "if (n := 10) > 5: m = x[a:b], x[..., 0], {**k}, {'a': (1)}\nwhile i := g(2): pass",
    "n = [0x1F, 1_000, 3., .5, 1j, 1e-3, 1.5E+3, 0b11, 0o17, 1 .real if x else 2]",
    "s = f'{x:.2f}' + r'\\n' + b'2'.decode() + \"it's\" 'a' + '''\n²|x|\n''' + 'a\\\nb'",
    "x = 1 + \\\n    2\ny = (a\n     // b\n     (c))",
    "import numpy as np\nfrom math import exp, log as ln\nx /= 2; y //= 3; z **= 2; u @= v; m |= n; k = ~m & n",
    "class Net(nn.Module):\n    def forward(self, x): return F.relu(self.l(x)) @ self.w.t()",
    "x = Value(2.0); y = x.exp()(2) if callable(x) else max(x, 1)\ny += y * -x; y.backward()",
    "t: int | None = 3 | 4\nprint('%d' % (x), x % (y), end='')",
    "f(**{'a': x}); d = {x: {1}}; e = 2**(x)\nprint(x for x in y if x)",
    "a = b, c = 1, 2\na = b.c, d[0] = 1, 2\na = b[0], c = 1, 2\nf(a=1, b=2), 3\nx: int = 2, 3\na, b = c, d = 1, 2",
    "try:\n    x\nexcept (A, B) as e:\n    raise C(e) from e\nelse: del x, (y)",
]


def _syntax(python):
    return ast.dump(ast.parse(python))


def _rows():
    for rule, rows in PAPER.items():
        for row in rows.strip().splitlines():
            paper, python = row.strip().split("  ⟹  ")
            yield pytest.param(paper.strip(), python, id=f"{rule}: {paper.strip()}")


ROWS = list(_rows())


@pytest.mark.parametrize(("paper", "python"), ROWS)
def test_paper_means_this_python(paper, python):
    assert _syntax(to_python(paper).text) == _syntax(python)


@pytest.mark.parametrize(("source", "python"), list(PROGRAMS.values()), ids=list(PROGRAMS))
def test_of_programs(source, python):
    assert _syntax(to_python(source).text) == _syntax(python)


@pytest.mark.parametrize("code", CODE)
def test_code_passes_unharmed(code):
    assert _syntax(to_python(code).text) == _syntax(code)


@pytest.mark.parametrize("python", [row.values[1] for row in ROWS])
def test_the_python_that_paper_means_passes_unharmed(python):
    assert _syntax(to_python(python).text) == _syntax(python)


UNWRITABLE = [
    "x y", "(x+1)2", "x²3", "2.x", "3.sin(x)", "x²if", "[1 2]", "f(x) =", "sin y = 2", "x |y|", "*x*", "²", "x⁻", "²x",
    "'open", '"""open', "(x", "x)", "1 +", "def f(x) = 2", "exp²(", "x = = 2", "(2\n x)", "x = [2\nx]",
    "x = 2, a, b = 3, 4", "x =, y = 2",
]  # fmt: skip


@pytest.mark.parametrize("text", UNWRITABLE)
def test_what_paper_does_not_say_either_is_left_for_python_to_refuse(text):
    with pytest.raises(SyntaxError):
        ast.parse(to_python(text).text)
