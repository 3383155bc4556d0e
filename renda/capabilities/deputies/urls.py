"""Addresses of deputies."""

from django.urls import path

from renda.capabilities.deputies.views import mandates, people, roll, terms, uploads

app_name = "deputies"
urlpatterns = [
    path("", roll.roll_list, name="list"),
    path("export/", roll.export, name="export"),
    path("template/", roll.template, name="template"),
    path("own/", people.own, name="own"),
    path("people/<str:code>/", people.detail, name="detail"),
    path("people/<str:code>/correct/", people.correct, name="correct"),
    path("people/<str:code>/give-mandate/", people.give, name="give-mandate"),
    path("people/<str:code>/sign-in/", people.give_sign_in, name="sign-in"),
    path("people/<str:code>/offices/<int:pk>/end/", mandates.end_office, name="end_office"),
    path("mandates/<int:pk>/suspend/", mandates.suspend, name="suspend"),
    path("mandates/<int:pk>/resume/", mandates.resume, name="resume"),
    path("mandates/<int:pk>/end/", mandates.end, name="end_mandate"),
    path("mandates/<int:pk>/place/", mandates.place, name="place"),
    path("mandates/<int:pk>/appoint/", mandates.appoint, name="appoint"),
    path("terms/", terms.term_list, name="terms"),
    path("terms/register/", terms.register, name="register-term"),
    path("terms/<int:pk>/", terms.detail, name="term"),
    path("terms/<int:pk>/seats/", terms.correct_seats, name="correct-seats"),
    path("terms/<int:pk>/start/", terms.start, name="start-term"),
    path("terms/<int:pk>/sessions/open/", terms.open_session, name="open-session"),
    path("terms/<int:pk>/sessions/<int:session_pk>/close/", terms.close_session, name="close-session"),
    path("terms/<int:pk>/delegations/add/", terms.add_delegation, name="add-delegation"),
    path("terms/<int:pk>/constituencies/add/", terms.add_constituency, name="add-constituency"),
    path("terms/<int:pk>/deputies/add/", people.add, name="add"),
    path("terms/<int:pk>/import/", uploads.send, name="import"),
    path("terms/<int:pk>/sign-ins/", uploads.give_sign_ins, name="sign-ins"),
    path("imports/<int:pk>/", uploads.detail, name="upload"),
    path("imports/<int:pk>/keep/", uploads.keep, name="keep"),
    path("imports/<int:pk>/errors/", uploads.errors, name="errors"),
]
