"""The workbench: the record as pages, in a browser on this machine. Calls the façade only (`rashomon.api.Record`).

Every page is made on the server, reads without JavaScript, and has its twin in JSON under `/api/v1`.
"""
