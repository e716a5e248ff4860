class Net(Module):
  def forward(self: __torch__.Net) -> int:
    f = torch.save
    return getattr(f, "x")(1)
