package dev.tocsin.platform.config;

import dev.tocsin.platform.config.DocumentedSettings.Secret;
import dev.tocsin.platform.config.DocumentedSettings.Sets;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Settings of the platform that are read by name. */
final class CommonSettings {
  private CommonSettings() {}

  /** Where the server listens. */
  @DocumentedSettings(prefix = "server")
  interface Server {
    /** Port for HTTP and gRPC. */
    @Sets("quarkus.http.port")
    @WithDefault("8080")
    int port();

    /**
     * Address to listen on. `./tocsin serve` listens on 127.0.0.1 unless told otherwise, a service
     * on every address.
     */
    @Sets("quarkus.http.host")
    @WithDefault("0.0.0.0")
    String host();
  }

  /** The database, by the names that other tools use. */
  @DocumentedSettings(prefix = "database")
  interface OtherNames {
    /** The same as {@code db.url}; in the file, a user and a password in it count. */
    @Sets("tocsin.db.url")
    Optional<String> url();

    /** The same as {@code db.username}. */
    @Sets("tocsin.db.username")
    Optional<String> username();

    /** The same as {@code db.password}. */
    @Secret
    @Sets("tocsin.db.password")
    Optional<String> password();
  }

  /** The installation. */
  @DocumentedSettings(prefix = "tocsin")
  interface Installation {
    /** How people and providers reach this installation, without a trailing slash. */
    @WithDefault("http://localhost:8080")
    String publicUrl();

    /**
     * What the services show one another: the same for all of them, 32 characters or more.
     * `./tocsin serve` makes it at the first start.
     */
    @Secret
    Optional<String> serviceSecret();

    /**
     * Keys for stored secrets, newest first: {@code id:base64,id2:base64}. `./tocsin serve` makes
     * one at the first start.
     */
    @Secret
    Optional<String> keyring();

    /** The operator's key, who makes tenants. `./tocsin serve` makes it at the first start. */
    @Secret
    Optional<String> operatorKey();

    /**
     * What `./tocsin serve` shows itself when it brings a tenant to what the file declares; made
     * anew at each start.
     */
    @Secret
    Optional<String> provisionKey();

    /** The commit that was built, for {@code /version}. */
    Optional<String> commit();

    /** The configuration file itself; from the environment or a flag only. */
    Optional<String> config();
  }

  /** PostgreSQL. */
  @DocumentedSettings(prefix = "tocsin.db")
  interface Storage {
    /** {@code postgresql://host:port/database}. */
    @WithDefault("postgresql://localhost:5432/tocsin")
    String url();

    /** Role that works with the data; it owns nothing. */
    @WithDefault("tocsin_app")
    String username();

    /** Its password. */
    @Secret
    Optional<String> password();

    /** Role that owns the schemas and migrates them. */
    @WithName("owner.username")
    @WithDefault("tocsin_owner")
    String ownerUsername();

    /** Its password. */
    @Secret
    @WithName("owner.password")
    Optional<String> ownerPassword();

    /** Does a start bring the schema up to date? */
    @WithDefault("true")
    boolean migrateAtStart();
  }

  /** A database of its own for one service; that of {@code db} where nothing is said. */
  @DocumentedSettings(prefix = "tocsin.{service}.db")
  interface OwnStorage {
    /** As {@code db.url}. */
    Optional<String> url();

    /** As {@code db.username}. */
    Optional<String> username();

    /** As {@code db.password}. */
    @Secret
    Optional<String> password();

    /** As {@code db.owner.username}. */
    @WithName("owner.username")
    Optional<String> ownerUsername();

    /** As {@code db.owner.password}. */
    @Secret
    @WithName("owner.password")
    Optional<String> ownerPassword();
  }

  /** Redis: what may be lost. */
  @DocumentedSettings(prefix = "tocsin.redis")
  interface Redis {
    /** {@code redis://host:port}; a password may stand in it. */
    @Secret
    @WithDefault("redis://localhost:6379")
    String url();
  }

  /** How services find one another. */
  @DocumentedSettings(prefix = "tocsin.services")
  interface Services {
    /** How long a call of another service may take. */
    @WithDefault("PT5S")
    Duration deadline();
  }

  /** Where a service is. */
  @DocumentedSettings(prefix = "tocsin.services.{service}")
  interface ServiceAddress {
    /**
     * {@code host:port}; with {@code tls} that of the internal port. This very process when unset.
     */
    Optional<String> address();
  }

  /** Certificates between services. */
  @DocumentedSettings(prefix = "tocsin.tls")
  interface Tls {
    /**
     * Certificate that this service shows, PEM file; with {@code key} it opens the internal port.
     */
    Optional<String> certificate();

    /** Its private key, PEM file. */
    Optional<String> key();

    /** Certificates to trust, PEM file. */
    Optional<String> trust();

    /** How often the files are read anew, so that renewed ones take effect; PT30S at least. */
    @WithDefault("PT10M")
    Duration reload();

    /** The internal port. */
    @WithDefault("8443")
    int port();
  }

  /** Calls by pages of other origins. */
  @DocumentedSettings(prefix = "tocsin.cors")
  interface Cors {
    /** Are they allowed? */
    @WithDefault("false")
    boolean enabled();

    /** The origins that may call. */
    Optional<String> origins();
  }

  /** Logs. */
  @DocumentedSettings(prefix = "tocsin.log")
  interface Log {
    /** {@code json} or {@code text}. */
    @WithDefault("json")
    String format();
  }

  /** What an empty installation begins with. */
  @DocumentedSettings(prefix = "tocsin.first-run")
  interface FirstRun {
    /** Sign-in name of the first tenant. */
    @WithDefault("default")
    String tenant();

    /** Address of its owner; without it no tenant is made. */
    Optional<String> ownerEmail();
  }

  /** Set-up of an empty installation in a browser. */
  @DocumentedSettings(prefix = "tocsin.setup")
  interface Setup {
    /**
     * What whoever makes the first tenant in a browser must show, 20 characters or more. It works
     * once; without it set-up by browser is off. `./tocsin serve` makes one at each start and
     * prints it in a link.
     */
    @Secret
    Optional<String> token();
  }

  /** Controls that only demo and tests may switch on. */
  @DocumentedSettings(prefix = "tocsin.test")
  interface Test {
    /** May time be shifted? */
    @WithDefault("false")
    boolean clock();

    /** May the process be made to fail at named points? */
    @WithDefault("false")
    boolean failpoints();
  }
}
