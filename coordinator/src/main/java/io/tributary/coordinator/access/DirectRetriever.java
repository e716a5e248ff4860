package io.tributary.coordinator.access;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** Reads an issuer's key set from the configured address and from no other: a redirect is not followed. */
final class DirectRetriever extends DefaultResourceRetriever {
    private static final int MILLIS = 2000;
    private static final int KEY_SET_BYTES = 256 * 1024;

    DirectRetriever() {
        super(MILLIS, MILLIS, KEY_SET_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
        HttpURLConnection connection = super.openHTTPConnection(url);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
