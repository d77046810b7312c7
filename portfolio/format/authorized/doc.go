// Package authorized reads public SSH keys as they stand in authorized_keys files and in the
// .pub files of ssh-keygen.
//
// Taken are ed25519, ECDSA of 256, 384 and 521 bits, both also on a security key, and RSA of
// 3,072 to 8,192 bits. ssh-audit fails a server for its own key and for what it negotiates,
// which is ed25519 and nothing of NIST's here; a person's key weakens nobody but that person,
// and smart cards and TPMs often have ECDSA or RSA alone. DSA and shorter RSA keys can be
// broken or soon will be, and a longer one costs the server more than it proves.
package authorized
