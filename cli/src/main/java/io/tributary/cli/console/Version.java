package io.tributary.cli.console;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this program, and the JVM it runs on. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version =
                Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(unpackaged)");
        return new String[] {"tributary " + version,
            "JVM " + Runtime.version() + " (" + System.getProperty("java.vendor")
                    + "), " + System.getProperty("os.name") + " " + System.getProperty("os.arch")};
    }
}
