"""Addresses below /desk/imports/."""

from django.urls import path

from importers.desk.views import deciding, imports, jobs, lists, uploading

app_name = "imports"
urlpatterns = [
    path("", lists.index, name="index"),
    path("upload/", uploading.upload, name="upload"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/progress/", jobs.progress, name="progress"),
    path("jobs/<int:pk>/report.csv", jobs.job_report, name="job-report"),
    path("jobs/<int:pk>/apply/", jobs.apply, name="apply"),
    path("jobs/<int:pk>/plan/", jobs.plan, name="plan"),
    path("jobs/<int:pk>/abandon/", jobs.abandon, name="abandon"),
    path("jobs/<int:pk>/decide/", deciding.decide, name="decide"),
    path("decisions/", deciding.decisions, name="decisions"),
    path("decisions/<int:pk>/take-back/", deciding.take_back, name="take-back-decision"),
    path("<int:pk>/", imports.imported, name="import"),
    path("<int:pk>/report.csv", imports.import_report, name="import-report"),
    path("<int:pk>/take-back/", imports.take_back, name="take-back"),
]
