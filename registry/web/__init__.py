"""The plumbing of pages: rendering, forms, errors, sessions, security headers. It knows no feature.

A handler is a plain function in a worker thread. It takes `db` and `actor`, calls queries or actions, and returns
`page(request, "room/name.html", …)` or `go_to(request, "/somewhere")`. A fragment is a named block of the page that
owns it: `page(…, block="results")` answers with the whole page, or with that block when htmx asks for a part.
"""
