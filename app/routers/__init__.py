"""One file per noun. A route names a verb; rules and rows are not its business."""
