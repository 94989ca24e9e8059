//! What a reader sees: the display model. Signatures never look here.
