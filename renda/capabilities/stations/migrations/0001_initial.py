"""The tables of liaison stations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("deputies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LiaisonStation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=15, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("kind", models.CharField(choices=[("station", "联络站"), ("point", "联络点")], max_length=7)),
                ("scope", models.CharField(choices=[("area", "区域"), ("industry", "专业")], max_length=8)),
                ("industry", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "运行中"), ("paused", "暂停接待"), ("closed", "已撤销")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("public_code", models.CharField(max_length=12, unique=True)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("longitude_e6", models.IntegerField(null=True)),
                ("latitude_e6", models.IntegerField(null=True)),
                ("introduction", models.CharField(blank=True, max_length=500)),
                ("duty_rule", models.JSONField(null=True)),
                ("notice_days", models.PositiveSmallIntegerField(default=3)),
                ("opened_on", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="stations.liaisonstation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.region"
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="DutyDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("starts_at", models.TimeField()),
                ("ends_at", models.TimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "计划"), ("held", "已开展"), ("moved", "已改期"), ("cancelled", "已取消")],
                        default="planned",
                        max_length=9,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("rule", "按规则"), ("moved", "调整日期"), ("extra", "临时增加")],
                        default="rule",
                        max_length=5,
                    ),
                ),
                ("planned_on", models.DateField()),
                ("published_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=120)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_days",
                        to="stations.liaisonstation",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
            },
        ),
        migrations.CreateModel(
            name="StandardCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=40)),
                ("value", models.IntegerField()),
                ("is_met", models.BooleanField()),
                ("checked_on", models.DateField()),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="stations.liaisonstation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StationStaff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "站长"),
                            ("deputy_head", "副站长"),
                            ("liaison", "联络员"),
                            ("clerk", "工作人员"),
                        ],
                        max_length=11,
                    ),
                ),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="stations.liaisonstation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("reception", "接待群众"),
                            ("home_visit", "走访"),
                            ("discussion", "座谈"),
                            ("research", "调研"),
                            ("inspection", "视察"),
                            ("publicity", "宣讲"),
                            ("reporting", "述职"),
                            ("study", "学习"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deputies.deputy"
                    ),
                ),
                (
                    "duty_day",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="stations.dutyday",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="stations.liaisonstation"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="WorkMoney",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("amount_fen", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=120)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="money", to="stations.liaisonstation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DutyAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deputies.deputy"
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deputies.deputy"
                    ),
                ),
                (
                    "duty_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="stations.dutyday"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("duty_day", "deputy"), name="assigned_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="liaisonstation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "station"), ("parent__isnull", True)),
                    models.Q(("kind", "point"), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="point_has_a_station",
            ),
        ),
        migrations.AddIndex(
            model_name="dutyday",
            index=models.Index(fields=["on", "station"], name="duty_by_day"),
        ),
        migrations.AddConstraint(
            model_name="dutyday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("station", "on"),
                name="one_duty_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardcheck",
            constraint=models.UniqueConstraint(fields=("station", "item"), name="item_once"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["station", "-on"], name="visits_of_station"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["deputy", "-on"], name="visits_of_deputy"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_withdrawn", False)), fields=("station", "deputy", "on"), name="visit_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="workmoney",
            constraint=models.UniqueConstraint(fields=("station", "year"), name="money_once_a_year"),
        ),
    ]
