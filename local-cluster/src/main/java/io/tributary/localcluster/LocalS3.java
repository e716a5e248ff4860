package io.tributary.localcluster;

import io.tributary.localcluster.ClusterAccess.S3;
import io.tributary.secureagg.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/** An S3-compatible store in this process: a bucket is a folder, an object a file in it. */
final class LocalS3 implements Part {
    private final Path folder;
    private final S3 access;
    private @Nullable S3Proxy proxy;

    LocalS3(Path folder, S3 access) {
        this.folder = folder;
        this.access = access;
    }

    @Override
    public synchronized void start() throws LocalClusterException {
        if (proxy != null) {
            return;
        }
        try {
            PrivateFiles.directory(folder);
            PrivateFiles.directory(folder.resolve(access.bucket()));
            PrivateFiles.directory(folder.resolve(access.keyBucket()));
            S3Proxy fresh = S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(access.endpoint())
                    .awsAuthentication(AuthenticationType.AWS_V4, access.accessKey(), access.secretKey())
                    .stopTimeout(0).build();
            listen(fresh);
            proxy = fresh;
        } catch (IOException failed) {
            throw new LocalClusterException("the S3 store cannot use " + folder + ": " + failed.getMessage(), failed);
        }
    }

    private void listen(S3Proxy fresh) throws LocalClusterException {
        try {
            fresh.start();
        } catch (Exception failed) {
            throw new LocalClusterException("the S3 store does not listen on " + access.endpoint() + ": "
                    + failed.getMessage(), failed);
        }
    }

    @Override
    public synchronized void stop() throws LocalClusterException {
        if (proxy == null) {
            return;
        }
        try {
            proxy.stop();
            proxy = null;
        } catch (Exception failed) {
            throw new LocalClusterException("the S3 store on " + access.endpoint() + " does not end: "
                    + failed.getMessage(), failed);
        }
    }

    /** The same: requests under way are cut in either case. */
    @Override
    public void kill() throws LocalClusterException {
        stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return proxy != null;
    }
}
