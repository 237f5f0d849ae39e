"""What every public answer tells browsers, whatever it is: constants.

Nothing here knows an item: a header that depended on one could tell of one that is hidden.
"""

# Style, pictures, our one script and other forms of a page from here, nothing inline, nothing from elsewhere, framed by nobody.
# Not even our own script can make markup out of words: https://www.w3.org/TR/trusted-types/
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get"),
    *("screen-wake-lock", "usb", "xr-spatial-tracking"),
)
# Of files too that no page of ours asked for: an SVG opened by itself is a page.
SECURITY = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "X-Frame-Options": "DENY",
}
HEADERS = {**SECURITY, "Cache-Control": "no-cache"}
TWO_YEARS_S = 2 * 365 * 24 * 60 * 60


def transport(base_url: str) -> dict[str, str]:
    """Strict-Transport-Security (RFC 6797) of a newsroom whose public address is https; of this host alone, for others are not ours."""
    return {"Strict-Transport-Security": f"max-age={TWO_YEARS_S}"} if base_url.startswith("https:") else {}
