#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Macros of OpenSSL that Swift cannot see (SSL_CTX_ctrl(3), SSL_ctrl(3), BIO_ctrl(3)).
static inline long galleon_ssl_ctx_set_min_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_min_proto_version(context, version);
}
static inline long galleon_ssl_ctx_set_mode(SSL_CTX *context, long mode) {
  return SSL_CTX_set_mode(context, mode);
}
static inline long galleon_ssl_ctx_read_ahead(SSL_CTX *context) {
  return SSL_CTX_set_read_ahead(context, 1);
}
static inline long galleon_ssl_set_server_name(SSL *ssl, const char *name) {
  return SSL_set_tlsext_host_name(ssl, (char *)name);
}
static inline void galleon_bio_will_read(BIO *bio) { BIO_clear_retry_flags(bio); BIO_set_retry_read(bio); }
static inline void galleon_bio_will_write(BIO *bio) { BIO_clear_retry_flags(bio); BIO_set_retry_write(bio); }
static inline void galleon_bio_clear_retry(BIO *bio) { BIO_clear_retry_flags(bio); }

static const uint64_t galleon_op_no_ticket = SSL_OP_NO_TICKET;
static const uint64_t galleon_op_no_compression = SSL_OP_NO_COMPRESSION;
static const uint64_t galleon_op_no_renegotiation = SSL_OP_NO_RENEGOTIATION;
static const uint64_t galleon_op_ignore_eof = SSL_OP_IGNORE_UNEXPECTED_EOF;

// The typed stacks are made of macros (DEFINE_STACK_OF(3)).
static inline GENERAL_NAMES *galleon_subject_names(const X509 *certificate) {
  return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}
static inline int galleon_names_count(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }
// The type of a name (GEN_DNS, GEN_URI, …), and its text if it is one of those two.
static inline int galleon_name_type(const GENERAL_NAMES *names, int index) {
  return sk_GENERAL_NAME_value(names, index)->type;
}
static inline const ASN1_STRING *galleon_name_text(const GENERAL_NAMES *names, int index) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
  return name->type == GEN_DNS || name->type == GEN_URI ? name->d.ia5 : NULL;
}
static inline void galleon_names_free(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }
