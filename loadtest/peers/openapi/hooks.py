"""What schemathesis cannot know: how sealed bytes are sent and read."""
import schemathesis


@schemathesis.serializer("application/partial-upload")
def partial_upload(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.deserializer("application/vnd.apache.arrow.stream")
def arrow_stream(context, response):
    return response.content
