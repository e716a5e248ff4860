# How Maven finds what strangers get: sourced by .ci/consumers and .ci/empty-folder.

# Writes settings with an own local repository, which is filled from what was published here, a copy of what this machine downloaded before, and
# then the usual one: settings FILE LOCAL_REPOSITORY PUBLISHED
settings() {
    cat >"$1" <<XML
<settings>
    <localRepository>$2</localRepository>
    <profiles>
        <profile>
            <id>published</id>
            <repositories>
                <repository>
                    <id>published</id>
                    <url>file://$3</url>
                    <snapshots><enabled>true</enabled></snapshots>
                </repository>
                <repository>
                    <id>downloaded</id>
                    <url>file://${HOME:-/nowhere}/.m2/repository</url>
                    <releases><checksumPolicy>ignore</checksumPolicy></releases>
                    <snapshots><enabled>false</enabled></snapshots>
                </repository>
            </repositories>
            <pluginRepositories>
                <pluginRepository>
                    <id>downloaded</id>
                    <url>file://${HOME:-/nowhere}/.m2/repository</url>
                    <releases><checksumPolicy>ignore</checksumPolicy></releases>
                    <snapshots><enabled>false</enabled></snapshots>
                </pluginRepository>
            </pluginRepositories>
        </profile>
    </profiles>
    <activeProfiles>
        <activeProfile>published</activeProfile>
    </activeProfiles>
</settings>
XML
}
