"""list_devices.py URL TOKEN-FILE: lists devices and runs with a generated client."""
import sys

import tributary_client

url, token_file = sys.argv[1:]
with open(token_file, encoding="ascii") as file:
    configuration = tributary_client.Configuration(host=url, access_token=file.read().strip())
with tributary_client.ApiClient(configuration) as client:
    api = tributary_client.DefaultApi(client)
    devices = api.list_devices(limit=50)
    for device in devices.devices:
        print(device.device, device.activity.state, "revoked" if device.revoked else "")
    print(f"{len(devices.devices)} devices on the first page")
    print(f"{len(api.list_runs(limit=50).runs)} runs on the first page")
    try:
        api.view_run("01890a5d-ac96-774b-bcce-b302099a8057")
    except tributary_client.exceptions.NotFoundException:
        print("an unknown run is not found")
