"""Tender Eval: the evaluation of tenders for treatment services, from draft to proven award."""

__version__ = "0.1.0"
