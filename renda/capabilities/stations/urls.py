"""Addresses of stations: for those who sign in, and for the public behind the code on the poster."""

from django.urls import path

from renda.capabilities.stations.views import duty, photos, public, roster, running, stations, visits

app_name = "stations"
urlpatterns = [
    path("", stations.index, name="index"),
    path("export.xlsx", stations.export, name="export"),
    path("new/", running.opening, name="new"),
    path("my/duty/", stations.my_duty, name="my-duty"),
    path("my/visits/", stations.my_visits, name="my-visits"),
    path("duty-days/<int:pk>/move/", duty.move, name="move-day"),
    path("duty-days/<int:pk>/cancel/", duty.cancel, name="cancel-day"),
    path("duty-days/<int:pk>/hold/", duty.hold, name="hold-day"),
    path("duty-days/<int:pk>/unhold/", duty.unhold, name="unhold-day"),
    path("duty-days/<int:pk>/roster/", roster.day_roster, name="day-roster"),
    path("assignments/<int:pk>/substitute/", roster.substitute, name="substitute"),
    path("visits/<int:pk>/withdraw/", visits.withdraw, name="withdraw-visit"),
    path("photos/<int:pk>/", stations.photo, name="photo"),
    path("<int:pk>/", stations.detail, name="detail"),
    path("<int:pk>/correct/", running.correct, name="correct"),
    path("<int:pk>/staff/", running.staff, name="staff"),
    path("<int:pk>/sign-in/", running.sign_in, name="sign-in"),
    path("<int:pk>/money/", running.money, name="money"),
    path("<int:pk>/standard/", running.standard, name="standard"),
    path("<int:pk>/duty/", duty.calendar, name="duty"),
    path("<int:pk>/duty/plan/", duty.plan, name="plan"),
    path("<int:pk>/duty/publish/", duty.publish, name="publish"),
    path("<int:pk>/duty/extra/", duty.extra, name="extra-day"),
    path("<int:pk>/duty/rule/", duty.rule, name="rule"),
    path("<int:pk>/roster/", roster.roster, name="roster"),
    path("<int:pk>/deputies/", roster.find_deputies, name="find-deputies"),
    path("<int:pk>/visits/", visits.record, name="visits"),
    path("<int:pk>/photos/", photos.manage, name="photos"),
    path("<int:pk>/photos/<int:photo>/", photos.picture, name="picture"),
    path("<int:pk>/photos/<int:photo>/remove/", photos.remove, name="remove-photo"),
    path("<int:pk>/poster/", public.poster, name="poster"),
    path("<int:pk>/<slug:name>/", running.step, name="step"),
]

public_urlpatterns = (
    [
        path("<slug:public_code>/", public.station, name="station"),
        path("<slug:public_code>/photos/<int:photo>/", photos.public_picture, name="picture"),
        path("<slug:public_code>/duty.ics", public.calendar, name="calendar"),
    ],
    "public_stations",
)
