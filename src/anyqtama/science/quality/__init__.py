"""Statistics of quality: how many contacts to hear, how far evaluators agree, what clients say, what a change
did."""

from .agreement import (
    Agreement,
    Level,
    Weights,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)
from .checks import Status
from .control_charts import ControlChart, Rule, Signal, defects_per_unit, individuals, proportions
from .defects import Accuracy, Defects, accuracy, defects_per_million, first_pass_yield
from .effect import Effect, EffectParams, before_after
from .intervals import Interval, mean, share
from .measurement import Gauge, Icc, gauge_rr, icc_2_1
from .sampling import Sample, SampleParams, SampleSizeParams, draw, sample_size, stratified_mean
from .satisfaction import Ces, Csat, Nps, ces, csat, nps

__all__ = [
    "Accuracy",
    "Agreement",
    "Ces",
    "ControlChart",
    "Csat",
    "Defects",
    "Effect",
    "EffectParams",
    "Gauge",
    "Icc",
    "Interval",
    "Level",
    "Nps",
    "Rule",
    "Sample",
    "SampleParams",
    "SampleSizeParams",
    "Signal",
    "Status",
    "Weights",
    "accuracy",
    "before_after",
    "ces",
    "cohen_kappa",
    "csat",
    "defects_per_million",
    "defects_per_unit",
    "draw",
    "first_pass_yield",
    "fleiss_kappa",
    "gauge_rr",
    "gwet_ac1",
    "icc_2_1",
    "individuals",
    "krippendorff_alpha",
    "mean",
    "nps",
    "proportions",
    "raw_agreement",
    "sample_size",
    "share",
    "stratified_mean",
]
