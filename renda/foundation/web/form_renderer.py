"""Owns how every form of the house is drawn: label above, help, error and summary in one way."""

from django.forms.renderers import TemplatesSetting


class RendaFormRenderer(TemplatesSetting):
    """Draws forms, fields and error lists from templates/web/forms/."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    formset_template_name = "web/forms/formset.html"
