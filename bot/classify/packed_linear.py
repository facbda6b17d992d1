"""Layers whose weights lie in memory as the processor multiplies them, put in order once and not at each pass.

Guarantee: the same products as before, beyond rounding; whatever cannot be put in order stays as it is.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

# Those that are known to leave a layer's weights to the layer. Others look at them, and would not find them.
DISCREET = frozenset({"bert", "roberta", "xlm-roberta"})
_OPERATIONS = ("_is_mkldnn_bf16_supported", "_linear_pointwise", "_reorder_linear_weight")


def is_able() -> bool:
    """Whether this processor multiplies bf16, and PyTorch puts weights in order for it."""
    import torch

    # They are what torch.compile puts into its programs; public ones for this there are none.
    found: Any = torch.ops.mkldnn
    return all(hasattr(found, name) for name in _OPERATIONS) and bool(found._is_mkldnn_bf16_supported())  # noqa: SLF001


def pack(model: "torch.nn.Module") -> int:
    """Replace the linear layers in bf16 of a model on the CPU, and say how many. It can only be read with then."""
    import torch

    if not is_able():
        return 0
    plain = [
        (parent, name, child)
        for parent in model.modules()
        for name, child in parent.named_children()
        if type(child) is torch.nn.Linear and child.weight.dtype is torch.bfloat16
    ]
    for parent, name, child in plain:
        setattr(parent, name, _packed(child))
    return len(plain)


def _packed(layer: "torch.nn.Linear") -> "torch.nn.Module":
    import torch

    class Packed(torch.nn.Module):
        """A linear layer that is only read with."""

        def __init__(self, weight: torch.Tensor, bias: Any) -> None:
            super().__init__()
            self._weight: Any = torch.ops.mkldnn._reorder_linear_weight(weight, None)  # noqa: SLF001
            self._bias = bias

        def forward(self, rows: torch.Tensor) -> torch.Tensor:
            multiply: Any = torch.ops.mkldnn._linear_pointwise  # noqa: SLF001
            found: torch.Tensor = multiply(rows, self._weight, self._bias, "none", [], "")
            return found

    return Packed(layer.weight.detach(), layer.bias)
