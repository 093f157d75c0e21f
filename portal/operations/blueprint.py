"""The addresses that programs ask: monitoring and search robots."""

from __future__ import annotations

from flask import Blueprint

from portal.operations import addresses, metrics, sitemap, views

blueprint = Blueprint("operations", __name__)
blueprint.add_url_rule("/health", "health", views.health)
blueprint.add_url_rule("/metrics", "metrics", metrics.metrics)
blueprint.add_url_rule("/robots.txt", "robots", sitemap.robots)
blueprint.add_url_rule("/sitemap.xml", "sitemap", sitemap.sitemap)
blueprint.add_url_rule("/sitemap-<int:number>.xml", "sitemap_part", sitemap.part)
blueprint.add_url_rule("/favicon.ico", "icon", addresses.icon)
