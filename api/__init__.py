"""The REST interface; the only package that may know Django REST framework."""
