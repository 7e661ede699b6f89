package dev.tocsin.identity.tenant;

/** Whether an installation still has to be begun. */
public enum Beginning {
  /** There is no tenant: a first one may be made. */
  OPEN,
  /** There is no tenant, but the set-up token has made one before that is deleted now. */
  USED,
  /** There is a tenant. */
  DONE
}
