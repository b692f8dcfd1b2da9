"""The MODEL seam (empty until the reading model lands): a trained reader answers what `lang.base.Language` asks."""
