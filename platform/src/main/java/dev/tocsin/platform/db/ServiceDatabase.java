package dev.tocsin.platform.db;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tells the databases of the services apart where several run in one process. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface ServiceDatabase {

  /** The schema: {@code identity}, {@code alerting}, {@code notification} or {@code ticketing}. */
  String value();
}
