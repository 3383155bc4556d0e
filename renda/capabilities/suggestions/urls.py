"""Addresses of suggestions: the list and the page of one, the acts, the desk of the office."""

from django.urls import path

from renda.capabilities.suggestions.views import detail, listing
from renda.capabilities.suggestions.views.acts import addresses, office

app_name = "suggestions"
urlpatterns = [
    path("", listing.suggestions, name="list"),
    path("<int:pk>/", detail.detail, name="detail"),
    *addresses(*office.ACTS),
]
