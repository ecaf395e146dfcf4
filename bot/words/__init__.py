"""Words out of texts: jieba once for the process, plain Latin and simplified letters for Chinese."""
