#!/bin/sh
# system-files.sh OUT PACKAGES: copies to OUT what Node.js and the native code in PACKAGES need of this Debian system,
# with their licences, and lists the parts with their versions and package URLs in usr/share/doc/parts.
set -eu
out=$1
parts=$out/usr/share/doc/parts
node=$(command -v node)
# What is made for other systems is not linked with anything here.
native=$(find "$2" -name '*.node')
libraries=$(for file in "$node" $native; do ldd "$file" 2>/dev/null || true; done | grep -o '/[^ ]*\.so[^ ]*' | grep -v "$2" | sort -u)

mkdir -p "$out/etc" "$out/usr/share/doc/node"
mkdir -m 1777 "$out/tmp"
# Links are followed: what a path names is a file in the copy.
cp -L --parents "$node" $libraries "$out"
echo 'node:x:1000:1000::/tmp:/usr/sbin/nologin' > "$out/etc/passwd"
echo 'node:x:1000:' > "$out/etc/group"
echo 'hosts: files dns' > "$out/etc/nsswitch.conf"
cp /etc/os-release "$out/etc/os-release"

version=$(node -p process.versions.node)
echo "node $version pkg:generic/node@$version" > "$parts"
cp /usr/local/LICENSE "$out/usr/share/doc/node/copyright"
# The libraries' paths lead through links that the package manager does not know.
for library in $libraries; do dpkg -S "*/$(basename "$library")"; done | cut -d: -f1 | sort -u | while read -r package; do
  version=$(dpkg-query -W -f '${Version}' "$package")
  echo "$package $version pkg:deb/debian/$package@$version" >> "$parts"
  mkdir -p "$out/usr/share/doc/$package"
  cp -L "/usr/share/doc/$package/copyright" "$out/usr/share/doc/$package/"
done
