plugins {
    application
}

repositories {
    // Where .ci/publish put Tributary; somebody who installed it says mavenLocal().
    maven(uri(providers.gradleProperty("published").get()))
    mavenCentral()
}

dependencies {
    implementation("io.tributary:tributary-client-sdk:0.1.0-SNAPSHOT") // its metadata names the bill of materials
}

java {
    toolchain.languageVersion = JavaLanguageVersion.of(17)
}

application {
    mainClass = "com.example.device.TwoDevices"
    applicationDefaultJvmArgs = listOf("--add-opens=java.base/java.nio=ALL-UNNAMED")
}

// The same source as that of the Maven project.
sourceSets.main {
    java.srcDir("../maven/src/main/java")
}

// What it resolves: compared with what the modules of Tributary were tested with.
tasks.register("runtimeModules") {
    doLast {
        configurations.runtimeClasspath.get().resolvedConfiguration.resolvedArtifacts
            .map { "${it.moduleVersion.id.group}:${it.moduleVersion.id.name}:${it.moduleVersion.id.version}" }
            .sorted().forEach(::println)
    }
}
