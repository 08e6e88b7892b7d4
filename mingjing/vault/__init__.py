"""The vault: bytes kept for good. Content-addressed, written once, read back before they are acknowledged.

``store`` keeps and reads files under their SHA-256 and finds what was lost or altered; ``partials`` receives an upload
piece by piece and survives being killed; ``sniffing`` says what a file is by its bytes and refuses what must not enter.
It serves every app by plain hashes and ids and knows none: not cases, not people, not what the bytes prove.
There is no verb here that changes or deletes a kept file (三政办〔2019〕16号三(二)4: 禁止损毁、剪接、删改).
"""
